/** What the anomaly checks look at; made in one pass over the history. */
export type Facts = unknown;
