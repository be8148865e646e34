import { gate } from "./gate.fixture.ts";
import { brokerFreeze, brokerStop } from "./scenarios/broker-away.ts";
import { clusterLeader, clusterLeaderCurrent } from "./scenarios/cluster-leader.ts";
import { duplicatesAndDisorder } from "./scenarios/duplicates-and-disorder.ts";
import { poison } from "./scenarios/poison.ts";
import { slowConsumer } from "./scenarios/slow-consumer.ts";
import { streamDeleted } from "./scenarios/stream-deleted.ts";

gate([brokerStop, brokerFreeze, streamDeleted, clusterLeader, clusterLeaderCurrent, duplicatesAndDisorder, poison, slowConsumer]);
