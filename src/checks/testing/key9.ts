/** The key9 case of docs/anomalies.md: the second round begins at offset 9, which was acknowledged before. */
const sends = [
  ...Array.from({ length: 10 }, (_, i) => `P0 send ok k${i}@${i}`),
  `P1 send ok ${Array.from({ length: 10 }, (_, i) => `n${i}@${i + 9}`).join(' ')}`,
];
const firstNine = Array.from({ length: 9 }, (_, i) => `k${i}@${i}`).join(' ');
const secondTen = Array.from({ length: 10 }, (_, i) => `n${i}@${i + 9}`).join(' ');

/** Read once, after the cut. */
export const key9 = [...sends, `P2 poll ok ${firstNine} ${secondTen}`].join('; ');

/** k9 was read by an ok poll before the cut. */
export const key9ReadBefore = [
  ...sends.slice(0, 10),
  `P2 poll ok ${firstNine} k9@9`,
  ...sends.slice(10),
  `P2 poll ok ${secondTen}`,
].join('; ');

/** As key9, read by the standard final read. */
export const key9FinalRead = [...sends, `P2 poll ok ${firstNine} ${secondTen} final atEnd=19`].join('; ');
