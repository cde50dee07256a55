/** What a user's own configuration file of a node comes to. Places are lines. */
export interface OwnConfig {
  readonly kept: readonly { readonly key: string; readonly value: string; readonly line: number }[];
  /** Without the values, which may be secret. */
  readonly leftOut: readonly { readonly key: string; readonly line: number; readonly group: string }[];
  /** Why the file will not do at all. */
  readonly problems: readonly { readonly line: number; readonly message: string }[];
  readonly notes: readonly string[];
  readonly owner: FileOwner;
}

/** What a file with the settings of one of a user's topics comes to. */
export type TopicFile = Omit<OwnConfig, 'owner'>;

/** Which nodes a configuration file is for, as far as it says. */
export interface FileOwner {
  /** Roles of nodes; none when the file does not say, and so may be for all. */
  readonly roles: readonly string[];
  /** Null when the file names no node, likewise. */
  readonly id: number | null;
  /** Where the id is written; 1 without one. */
  readonly line: number;
  /** Defaults by which its node decides for the whole cluster, whatever the files of the others say. */
  readonly implied: readonly { readonly key: string; readonly value: string }[];
}

/** The cluster that a user's configuration files are for. */
export interface FittingCluster {
  /** As after `--set`, each with the line of one of them, by its index, that says so: where its metadata lives. */
  readonly set: readonly { readonly assignment: string; readonly file: number; readonly line: number }[];
  /** The newest version that the system brings and that fits; undefined when none does. */
  readonly version: string | undefined;
  /** Replicas of the user's topics; undefined when the files do not say. */
  readonly replicas: number | undefined;
  /** Why the files can't be of one cluster, each at a line of one of them, by its index. */
  readonly contradictions: readonly {
    readonly file: number;
    readonly line: number;
    readonly message: string;
  }[];
}
