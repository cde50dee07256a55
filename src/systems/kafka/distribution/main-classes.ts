/** The programs inside Kafka's jars, the same in every pinned version. */
export const mainClasses = {
  broker: 'kafka.Kafka',
  zookeeper: 'org.apache.zookeeper.server.quorum.QuorumPeerMain',
  storageTool: 'kafka.tools.StorageTool',
} as const;
