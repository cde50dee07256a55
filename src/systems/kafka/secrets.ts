import { brokerKeyOfAny } from './distribution/config-keys/index.ts';

const secretName =
  /passw(or)?d|passphrase|secret|jaas|credential|(access|api|private|master|encryption|account)[._-]?key|token/i;

/** Whether its value is secret: Kafka's own type decides, and the name where no version of Kafka knows the key. */
export function isSecret(key: string): boolean {
  const defined = brokerKeyOfAny(withoutListener(key));
  return defined === undefined ? secretName.test(key) : defined.type === 'PASSWORD';
}

/** `listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config` is `sasl.jaas.config` of one listener. */
function withoutListener(key: string): string {
  if (!key.startsWith('listener.name.')) return key;
  const rest = key.split('.').slice(3).join('.');
  const mechanism = /^(?:scram-sha-\d+|plain|gssapi|oauthbearer)\.(.*)$/i.exec(rest);
  return mechanism?.[1] ?? rest;
}
