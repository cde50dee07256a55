import type { NatsCluster } from './schema.ts';
import { writtenSettings } from './settings.ts';

/** Of the server's settings those that an experiment turns: others name files, addresses, accounts and certificates. */
const safe =
  /^(jetstream\.(sync_interval|max_memory_store|max_file_store)|cluster\.pool_size|max_(payload|pending|connections)|ping_(interval|max)|write_deadline|lame_duck_\w+|debug|trace)$/;

/** Nothing that could end the line, or the quotes, that it stands in. */
const plainValue = /^[\w.:+-]{0,100}$/;

/** Settings that a scenario from another machine may not have. */
export function unsafeNatsSettings(cluster: NatsCluster): readonly string[] {
  return writtenSettings(cluster)
    .filter(({ path, value }) => !safe.test(path.join('.')) || !plainValue.test(String(value)))
    .map(({ path }) => `'${path.join('.')}' is not among the settings that are known to be safe`);
}
