/**
 * What every experiment does first: a topic, a record, a look at the log's end. So the archive has the classes for that
 * too, 200 beyond a mere start; and a broker that has met its controller ends in 0.3 s instead of 5 s.
 */
export async function exercise(bootstrap: string): Promise<void> {
  const { Kafka, logLevel } = await import('kafkajs');
  const retry = { retries: 2, initialRetryTime: 100, maxRetryTime: 500 };
  const kafka = new Kafka({ brokers: [bootstrap], logLevel: logLevel.NOTHING, requestTimeout: 5000, retry });
  const topic = 'training';
  const admin = kafka.admin();
  const producer = kafka.producer({ allowAutoTopicCreation: false });
  try {
    await Promise.all([admin.connect(), producer.connect()]);
    await admin.createTopics({ topics: [{ topic, numPartitions: 1, replicationFactor: 1 }] });
    await producer.send({ topic, acks: -1, messages: [{ key: 'key', value: 'value' }] });
    await admin.fetchTopicOffsets(topic);
  } finally {
    await Promise.allSettled([admin.disconnect(), producer.disconnect()]);
  }
}
