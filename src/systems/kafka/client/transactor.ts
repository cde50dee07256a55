import type { Transaction as KafkaTransaction, Producer } from 'kafkajs';
import type { OutgoingRecord, SendOutcome, Transaction, TransactorTarget } from '../../system.ts';
import { brokerTimeoutMs, coordinatorRetry, kafkaOver } from './kafka-over.ts';
import { messageOf, offsetOf } from './messages.ts';
import { rootMessage } from './outcome.ts';
import type { Endpoints } from './own-process/calls.ts';
import { openSockets } from './sockets.ts';
import { topicPartition } from './topic-partition.ts';

/** As long as its process lives. */
export interface OpenTransactor {
  begin(): Promise<Transaction>;
}

/** A kafkajs producer with this transactional id, its producer id already given: whoever had the id before is fenced. */
export async function openTransactor({
  endpoints,
  id,
  timeoutMs,
}: TransactorTarget & Endpoints): Promise<OpenTransactor> {
  const sockets = openSockets();
  const producer = kafkaOver(Object.values(endpoints), sockets, coordinatorRetry).producer({
    allowAutoTopicCreation: false,
    idempotent: true,
    maxInFlightRequests: 1,
    transactionalId: id,
    transactionTimeout: timeoutMs,
    retry: coordinatorRetry,
    // Only kafkajs's own partitioners look at the partition that a message names.
    createPartitioner:
      () =>
      ({ message }) =>
        message.partition ?? 0,
  });
  await introduce(producer).catch((error: unknown) => {
    sockets.abort();
    throw error;
  });
  return {
    begin: async () => transactionOf(await producer.transaction()),
  };
}

/** kafkajs asks for the producer id with the first transaction; one without records is told to nobody. */
async function introduce(producer: Producer): Promise<void> {
  await producer.connect();
  await (await producer.transaction()).abort();
}

function transactionOf(transaction: KafkaTransaction): Transaction {
  return {
    send: (partition, records) => sendIn(transaction, partition, records),
    commit: () => transaction.commit(),
    abort: () => transaction.abort(),
  };
}

async function sendIn(
  transaction: KafkaTransaction,
  name: string,
  records: readonly OutgoingRecord[],
): Promise<SendOutcome> {
  const { topic, partition } = topicPartition(name);
  const messages = records.map((record) => messageOf(record, partition));
  try {
    const [answer] = await transaction.send({ topic, acks: -1, timeout: brokerTimeoutMs, messages });
    return { status: 'ok', baseOffset: offsetOf(answer?.baseOffset) };
  } catch (error) {
    return { status: 'unknown', error: rootMessage(error) };
  }
}
