import { gate } from "./gate.fixture.ts";
import { brokerStop } from "./scenarios/broker-away.ts";
import { clusterLeader } from "./scenarios/cluster-leader.ts";
import { duplicatesAndDisorder } from "./scenarios/duplicates-and-disorder.ts";

gate([brokerStop, clusterLeader, duplicatesAndDisorder]);
