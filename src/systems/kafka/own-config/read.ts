import type { OwnConfig } from '../../system.ts';
import { ownedReason } from '../config.ts';
import { brokerKeyOfAny } from '../distribution/config-keys/index.ts';
import type { KafkaCluster } from '../schema.ts';
import { bearingFor } from './bearing.ts';
import { described } from './described.ts';
import { environment } from './environment.ts';
import { type Form, type LineProblem, textProblems, type WrittenSetting } from './form.ts';
import { ownerOf } from './owner.ts';
import { properties } from './properties.ts';
import { startUpLog } from './start-up-log.ts';
import { decode } from './text.ts';

/** The first that recognizes a file reads it. */
const forms: readonly Form[] = [startUpLog, described, environment, properties];

const problemsMax = 20;

/**
 * A user's own configuration: what has a bearing on durability is kept, all else is left out and named by its group. A
 * value that is left out goes no further, so no secret of such a file reaches a plan, a report or a process.
 */
export function readOwnConfig(bytes: Uint8Array, cluster: KafkaCluster): OwnConfig {
  const decoded = decode(bytes);
  if ('problem' in decoded) return refused([{ line: decoded.line, message: decoded.problem }], cluster);
  const form = formOf(decoded.text);
  const { settings, problems } = form.read(decoded.text);
  const found = [...problems, ...(problems.length > 0 ? [] : settingProblems(settings))];
  if (found.length > 0) return refused(found.slice(0, problemsMax), cluster);
  const judged = judgedSettings(settings, cluster);
  return {
    ...judged,
    problems: [],
    notes: [...formNote(form), ...includeNotes(settings), ...twice(settings)],
    owner: ownerOf(settings, cluster),
  };
}

/** The settings that a file holds, in whatever form it has them; none when it cannot be read, which `readOwnConfig` tells. */
export function writtenSettings(bytes: Uint8Array): readonly WrittenSetting[] {
  const decoded = decode(bytes);
  return 'problem' in decoded ? [] : formOf(decoded.text).read(decoded.text).settings;
}

function formOf(text: string): Form {
  return forms.find(({ recognizes }) => recognizes(text)) ?? properties;
}

function refused(problems: readonly LineProblem[], cluster: KafkaCluster): OwnConfig {
  return { kept: [], leftOut: [], problems, notes: [], owner: ownerOf([], cluster) };
}

function judgedSettings(settings: readonly WrittenSetting[], cluster: KafkaCluster) {
  const reasonFor = bearingFor(cluster);
  const last = [...new Map(settings.map((setting) => [setting.key, setting])).values()];
  const judged = last.map((setting) => ({ ...setting, group: reasonFor(setting.key, setting.value) }));
  return {
    kept: judged.flatMap(({ group, ...setting }) => (group === null ? [setting] : [])),
    leftOut: judged.flatMap(({ group, key, value, line }) =>
      group === null ? [] : [{ key: shown(key, value), line, group }],
    ),
  };
}

function settingProblems(settings: readonly WrittenSetting[]): readonly LineProblem[] {
  const problems = textProblems(settings);
  const isClients = settings.some(({ key }) => clientKeys.test(key));
  const known = settings.filter(({ key }) => isBrokers(key));
  const own = known.filter(({ key }) => !(isClients && sharedKeys.test(key)));
  const strange = settings.length - known.length;
  if (strange > strangeMax)
    return [...problems, { line: 1, message: `${strange} settings that no Kafka knows` }];
  return own.length > 0 || problems.length > 0 ? problems : [noBrokers(settings)];
}

/** The longest real files have some hundred settings, those of other products included. */
const strangeMax = 1000;

/** Clients know these, too: a file that has nothing else is none of a broker. */
const sharedKeys =
  /^((ssl|sasl|security|metrics?|config\.providers|compression)\.|(request\.timeout|connections\.max\.idle)\.ms$)/;
const clientKeys =
  /^(bootstrap\.servers|acks|(key|value)\.(de)?serializer|group\.id|enable\.auto\.commit|auto\.offset\.reset|linger\.ms|batch\.size|buffer\.memory|client\.id|key\.converter)$/;

function isBrokers(key: string): boolean {
  const isOpen = /^(listener\.name\.|super\.users$|config\.providers)/.test(key);
  return isOpen || brokerKeyOfAny(key) !== undefined;
}

function noBrokers(settings: readonly WrittenSetting[]): LineProblem {
  const message = 'no setting of a broker is in it, so nothing would be tried but defaults';
  const client = settings.find(({ key }) => clientKeys.test(key));
  const hint = client ? `; '${client.key}' is a client's` : '';
  return { line: client?.line ?? 1, message: `${message}${hint}` };
}

function formNote({ title }: Form): readonly string[] {
  return title === null ? [] : [`read as ${title}`];
}

function includeNotes(settings: readonly WrittenSetting[]): readonly string[] {
  const includes = settings.filter(({ key }) => /^@?include(optional)?$/i.test(key));
  return includes.map(
    ({ line }) => `line ${line}: Kafka knows no include; give each file with its own --config, in order`,
  );
}

/** Kafka takes the last one; whoever reads the file from the top takes the first. */
function twice(settings: readonly WrittenSetting[]): readonly string[] {
  const byKey = new Map<string, WrittenSetting[]>();
  for (const setting of settings) {
    const all = byKey.get(setting.key);
    if (all) all.push(setting);
    else byKey.set(setting.key, [setting]);
  }
  const repeated = [...byKey].filter(([, all]) => all.length > 1).slice(0, problemsMax);
  return repeated.map(([key, all]) => {
    const lines = all.map(({ line }) => line).join(', ');
    return `${shown(key, all[0]?.value ?? '')} is given ${all.length} times, in lines ${lines}; the last one holds`;
  });
}

/** A line of a password that was broken up may look like a key; only what looks like one of Kafka's is shown. */
function shown(key: string, value: string): string {
  if (brokerKeyOfAny(key) || ownedReason(key) !== undefined) return key;
  const isKey = /^[a-z][a-z0-9_-]*(\.[a-zA-Z0-9_-]+)+$/.test(key) && key.length <= 80 && value !== '';
  return isKey ? key : '(unlike any key)';
}
