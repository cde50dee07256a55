interface Word {
  readonly name: string;
  readonly system?: string;
}

/** Why a step or a wait of another system will not do, with all that this one has: `'format' is a step of kafka; etcd has kill, …`. */
export function foreignWord(what: 'step' | 'wait', word: Word, system: string, all: readonly Word[]): string {
  const own = all.filter((each) => each.system === undefined || each.system === system);
  return `'${word.name}' is a ${what} of ${word.system}; ${system} has ${own.map(({ name }) => name).join(', ')}`;
}
