/** What each action of a service is; `sight` is the name of an action too. */
export type Described = Readonly<Record<string, { readonly writes: boolean; readonly scope: string; readonly sight: string | null }>>;

export const read = <const Sight extends string | null>(scope: string, sight: Sight) => ({ writes: false, scope, sight });
export const write = <const Sight extends string | null>(scope: string, sight: Sight) => ({ writes: true, scope, sight });
