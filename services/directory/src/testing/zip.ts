import { crc32, deflateRawSync } from "node:zlib";

/** An archive of these files (APPNOTE.TXT 6.3.10); `streamed`: sizes stand behind the bytes, as programs write that do not know them before. */
export const zipOf = (files: ReadonlyArray<readonly [name: string, bytes: Uint8Array]>, { streamed = false } = {}): Buffer => {
  const locals: Array<Buffer> = [];
  const centrals: Array<Buffer> = [];
  let offset = 0;
  for (const [name, bytes] of files) {
    const packed = deflateRawSync(bytes);
    const title = Buffer.from(name);
    const sums = Buffer.alloc(12);
    for (const [at, value] of [crc32(bytes), packed.length, bytes.length].entries()) sums.writeUInt32LE(value, at * 4);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(streamed ? 8 : 0, 2);
    common.writeUInt16LE(8, 4);
    if (!streamed) sums.copy(common, 10);
    common.writeUInt16LE(title.length, 22);
    const local = [Buffer.from("PK\u0003\u0004"), common, title, packed, ...(streamed ? [Buffer.from("PK\u0007\u0008"), sums] : [])];
    sums.copy(common, 10);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    centrals.push(Buffer.concat([Buffer.from("PK\u0001\u0002\u0014\u0000"), Buffer.from(common), place, title]));
    if (streamed) common.fill(0, 10, 22);
    const whole = Buffer.concat(local);
    locals.push(whole);
    offset += whole.length;
  }
  const table = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.write("PK\u0005\u0006", "latin1");
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(table.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, table, end]);
};
