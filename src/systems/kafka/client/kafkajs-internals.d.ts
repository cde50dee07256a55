// kafkajs exports its client but not its wire protocol. The package has no `exports` map, so these paths are reachable;
// they are pinned with the package's exact version.

declare module 'kafkajs/src/network/connection.js' {
  import type { Socket } from 'node:net';

  interface ProtocolCall {
    readonly request: unknown;
    readonly response: unknown;
    readonly requestTimeout?: number;
  }

  export default class Connection {
    constructor(options: {
      host: string;
      port: number;
      clientId: string;
      connectionTimeout: number;
      requestTimeout: number;
      logger: unknown;
      socketFactory: (options: { host: string; port: number; onConnect: () => void }) => Socket;
    });
    connect(): Promise<boolean>;
    send(call: ProtocolCall): Promise<unknown>;
    disconnect(): Promise<boolean>;
    isConnected(): boolean;
    rejectRequests(error: Error): void;
  }
}

declare module 'kafkajs/src/broker/index.js' {
  import type { FetchedPartition } from './mend-fetch.ts';

  export default class Broker {
    fetch(...asked: unknown[]): Promise<{ responses: { partitions: FetchedPartition[] }[] }>;
  }
}

declare module 'kafkajs/src/protocol/requests/index.js' {
  interface Api {
    protocol(options: {
      version: number;
    }): (payload: Record<string, unknown>) => { readonly request: unknown; readonly response: unknown };
  }
  const exported: {
    readonly requests: Readonly<
      Record<
        | 'ListOffsets'
        | 'Fetch'
        | 'CreateTopics'
        | 'DeleteRecords'
        | 'AlterPartitionReassignments'
        | 'ListPartitionReassignments',
        Api
      >
    >;
  };
  export default exported;
}

declare module 'kafkajs/src/protocol/encoder.js' {
  export default class Encoder {
    buffer: Buffer;
    writeInt8(value: number): this;
    writeInt16(value: number): this;
    writeInt32(value: number): this;
    writeBoolean(value: boolean): this;
    writeString(value: string): this;
    writeNullableArray(values: readonly string[]): this;
    writeUVarInt(value: number): this;
    writeUVarIntString(value: string): this;
  }
}

declare module 'kafkajs/src/protocol/decoder.js' {
  export default class Decoder {
    constructor(bytes: Buffer);
    readInt8(): number;
    readInt16(): number;
    readInt32(): number;
    readBoolean(): boolean;
    readString(): string | null;
    readBytes(length: number): Buffer | null;
    readArray<T>(read: (decoder: Decoder) => T): T[];
    readUVarIntString(): string | null;
    readUVarIntArray<T>(read: (decoder: Decoder) => T): T[] | null;
    readTaggedFields(): object | null;
  }
}
