export function knownBrokerKeys(_version: string): readonly string[] {
  return [];
}
export function knownTopicKeys(_version: string): readonly string[] {
  return [];
}
