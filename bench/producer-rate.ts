import { join } from 'node:path';
import type { Cluster } from '../src/cluster/cluster.ts';
import { watchCluster } from '../src/cluster/watch.ts';
import type { HistoryEvent } from '../src/history/event.ts';
import { openRecorder } from '../src/history/recorder.ts';
import { table } from '../src/lib/table.ts';
import { openContexts } from '../src/run/context.ts';
import { openLedger } from '../src/run/ledger.ts';
import { loadScenario, planScenario } from '../src/scenario/index.ts';
import { produce } from '../src/steps/workloads/produce.ts';
import { bareProducer, kafkaOver } from './bare-kafka.ts';
import { withCluster } from './lab-cluster.ts';
import { median, percent, whole } from './numbers.ts';
import type { BenchOptions } from './options.ts';
import type { Section } from './section.ts';

const shareMin = 0.9;
const records = 400;
const warmUpRecords = 500;

/** Acknowledged records a second, from the first request to the last acknowledgement: the `produce` step with recorder and watcher, against kafkajs alone. */
export async function* producerRate({ rounds, runtimes }: BenchOptions): AsyncGenerator<Section> {
  for (const runtime of runtimes) {
    const plan = { ...planScenario(loadScenario('key9-loss'), { runtime }), steps: [] };
    yield await withCluster(plan, (cluster, folder) => compare(cluster, folder, 4 * rounds + 1));
  }
}

async function compare(cluster: Cluster, folder: string, rounds: number): Promise<Section> {
  const labs: number[] = [];
  const bares: number[] = [];
  const histories = (name: string) => join(folder, `${name}.jsonl`);
  // Brokers and this process compile what is hot during the first requests.
  await bareRate(cluster, warmUpRecords);
  await labRate(cluster, histories('warm-up'), warmUpRecords);
  for (let round = 0; round < rounds; round += 1) {
    const turns = [
      async () => void labs.push(await labRate(cluster, histories(`round-${round}`), records)),
      async () => void bares.push(await bareRate(cluster, records)),
    ];
    for (const turn of round % 2 === 0 ? turns : turns.reverse()) await turn();
  }
  // Of neighbours, as the machine's mood changes within seconds.
  const share = median(labs.map((lab, round) => lab / (bares[round] ?? lab)));
  const row = (name: string, rates: readonly number[]) => [
    name,
    whole(median(rates)),
    whole(Math.min(...rates)),
    whole(Math.max(...rates)),
  ];
  const columns = ['median', 'slowest', 'fastest'].map((title) => ({ title, align: 'right' as const }));
  return {
    title: `Producer rate, ${cluster.plan.runtime}, acks/s (acks=all, one record a request, ${rounds} times ${whole(records)} in turn)`,
    lines: table(
      [{ title: '' }, ...columns],
      [row('produce step, recorder and watcher on', labs), row('kafkajs alone', bares)],
    ),
    promises: [
      {
        what: `producer rate at least ${percent(shareMin)} of bare kafkajs`,
        measured: percent(share),
        held: share >= shareMin,
      },
    ],
  };
}

async function labRate(cluster: Cluster, file: string, count: number): Promise<number> {
  const startedAt = performance.now();
  const now = () => performance.now() - startedAt;
  const ledger = openLedger();
  let firstSendAt = Number.POSITIVE_INFINITY;
  let lastAckAt = 0;
  const onEvent = (event: HistoryEvent) => {
    ledger.on(event);
    if (event.type !== 'op') return;
    firstSendAt = Math.min(firstSendAt, event.start);
    lastAckAt = event.end;
  };
  await using recorder = openRecorder(file, { onEvent });
  const { record } = recorder;
  await using _watch = watchCluster({ cluster, now, record });
  const { signal } = new AbortController();
  const { plan } = cluster;
  const contextOf = openContexts({ plan, cluster, ledger, signal, now, record, onSeen: () => undefined });
  await produce.run(produce.schema.parse({ records: count }), contextOf(0));
  const acknowledged = ledger.acked('topic1-0').length;
  if (acknowledged !== count) throw new Error(`${acknowledged} of ${count} records were acknowledged`);
  return (count / (lastAckAt - firstSendAt)) * 1000;
}

async function bareRate(cluster: Cluster, count: number): Promise<number> {
  const brokers = cluster.nodes
    .filter(({ spec }) => spec.holdsData)
    .map(({ machine }) => machine.address('clients').fromHost);
  const producer = bareProducer(kafkaOver(brokers));
  await producer.connect();
  const firstSendAt = performance.now();
  for (let turn = 0; turn < count; turn += 1) {
    const messages = [{ key: `key${turn % 10}`, value: `0/${turn}` }];
    await producer.send({ topic: 'topic1', acks: -1, messages });
  }
  const lastAckAt = performance.now();
  await producer.disconnect();
  return (count / (lastAckAt - firstSendAt)) * 1000;
}
