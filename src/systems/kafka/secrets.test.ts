import { expect, test } from 'vitest';
import { isSecret } from './secrets.ts';

test.each([
  'ssl.keystore.password',
  'ssl.keystore.key',
  'sasl.jaas.config',
  'delegation.token.secret.key',
  'password.encoder.secret',
  'zookeeper.ssl.truststore.password',
  'listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config',
  'listener.name.clients.ssl.key.password',
  'rsm.config.storage.secret.access.key',
  'confluent.license.api.key',
  'com.example.metrics.passwd',
  'azure.storage.account.key',
])('%s is a secret', (key) => {
  expect(isSecret(key)).toBe(true);
});

test.each(['min.insync.replicas', 'delegation.token.expiry.time.ms', 'ssl.keystore.type', 'broker.rack'])(
  '%s is none: Kafka says what type it is',
  (key) => {
    expect(isSecret(key)).toBe(false);
  },
);
