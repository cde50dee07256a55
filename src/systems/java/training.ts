/** Where a training run happens, as its machine sees it. Everything is below `folder`. */
export interface TrainingPlace {
  readonly softwareFolder: string;
  readonly java: string;
  readonly folder: string;
  readonly host: string;
  /** That of the nodes that hold data, and that of what keeps their metadata. */
  readonly ports: readonly [data: number, metadata: number];
}

/** A process to train: when `ready` was printed it has loaded what a start needs; then SIGTERM makes it write `archive`. */
export interface Trainee {
  /** The kind of process, and the archive's name. */
  readonly name: string;
  /** To run before it, one after the other: what formats its storage. */
  readonly before?: readonly (readonly string[])[];
  readonly argv: readonly string[];
  readonly ready: RegExp;
  readonly archive: string;
}

/** A short, real life of each kind of process. One process an archive, as JDK 17 cannot name a file per process. */
export interface Training {
  readonly files: Readonly<Record<string, string>>;
  /** In order of their start; they are stopped in reverse order. */
  readonly trainees: readonly Trainee[];
}

/** Jars whose classes are archived, and how a short life of each kind of process is made of them. */
export interface Trained {
  /** For people: `Kafka 3.4.0`. */
  readonly title: string;
  /** Of the folder of its archives: `kafka-3.4.0-zookeeper`. */
  readonly name: string;
  /** The oldest Java that it runs on. */
  readonly javaMin: number;
  readonly jars: readonly string[];
  /** What to write and to run. Plain data, so that an image can be trained with the same commands. */
  plan(place: TrainingPlace): Training;
  /** What every experiment does first, so that the archives have the classes for that, too. */
  exercise?(bootstrap: string): Promise<void>;
}
