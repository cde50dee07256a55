import { pathToFileURL } from 'node:url';

/** The logging library on a class path: it decides the flag and the form of the file. */
export type LoggingKind = 'log4j' | 'log4j2' | 'logback';

/** Where the process finds its logging file, and which library reads it. */
export interface Logging {
  readonly kind: LoggingKind;
  readonly file: string;
}

/** For Kafka 3.x. Console at INFO in the pattern of Kafka's own file, so that its log lines read as users know them. */
const log4jProperties = `log4j.rootLogger=INFO, console
log4j.appender.console=org.apache.log4j.ConsoleAppender
log4j.appender.console.layout=org.apache.log4j.PatternLayout
log4j.appender.console.layout.ConversionPattern=[%d] %p %m (%c)%n
`;

/** The same for Kafka 4.x; without its shutdown hook, which would swallow what a broker says while it stops. */
const log4j2Properties = `status=warn
shutdownHook=disable
appender.console.type=Console
appender.console.name=console
appender.console.layout.type=PatternLayout
appender.console.layout.pattern=[%d] %p %m (%c)%n
rootLogger.level=info
rootLogger.appenderRef.console.ref=console
`;

/** For a ZooKeeper from Maven: without a file logback would print every DEBUG line. */
const logbackXml = `<configuration>
  <appender name="console" class="ch.qos.logback.core.ConsoleAppender">
    <encoder><pattern>[%d] %p %m \\(%c\\)%n</pattern></encoder>
  </appender>
  <root level="INFO"><appender-ref ref="console"/></root>
</configuration>
`;

/** Name and content of the file to write for each library. */
export const loggingFiles: Readonly<
  Record<LoggingKind, { readonly name: string; readonly content: string }>
> = {
  log4j: { name: 'log4j.properties', content: log4jProperties },
  log4j2: { name: 'log4j2.properties', content: log4j2Properties },
  logback: { name: 'logback.xml', content: logbackXml },
};

const flags: Readonly<Record<LoggingKind, (url: string) => string>> = {
  log4j: (url) => `-Dlog4j.configuration=${url}`,
  log4j2: (url) => `-Dlog4j2.configurationFile=${url}`,
  logback: (url) => `-Dlogback.configurationFile=${url}`,
};

/** The flag that makes the library read the file. Each takes a URL, in which a percent sign or a space is written out. */
export function loggingFlag({ kind, file }: Logging): string {
  return flags[kind](pathToFileURL(file).href);
}
