/** What the colours mean, in the order of the bands. A kind is a class of the picture's own style. */
export const legend = [
  { kind: 'step wait', text: 'wait' },
  { kind: 'step workload', text: 'workload' },
  { kind: 'step action', text: 'other step' },
  { kind: 'starting', text: 'starting' },
  { kind: 'up', text: 'up' },
  { kind: 'paused', text: 'paused' },
  { kind: 'cut-off', text: 'cut off' },
  { kind: 'dead', text: 'dead' },
  { kind: 'leads', text: 'leader' },
  { kind: 'isr', text: 'in ISR' },
  { kind: 'acked', text: 'acknowledged' },
  { kind: 'unknown', text: 'unknown' },
  { kind: 'lost', text: 'lost' },
] as const;
