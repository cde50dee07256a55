/** The names of partitions as texts, made once for each: they are few and stand in every line. */
export interface PartitionNames {
  nameOf(bytes: Buffer, where: { readonly from: number; readonly to: number }): string;
}

const comparedMax = 16;

/** Of names in plain ASCII. The first of them are found by comparing, without a text. */
export function startPartitionNames(): PartitionNames {
  const names: string[] = [];
  let latest = '';
  return {
    nameOf(bytes, { from, to }) {
      if (isName(latest, bytes, from, to)) return latest;
      latest = names.find((name) => isName(name, bytes, from, to)) ?? add(bytes.toString('latin1', from, to));
      return latest;
    },
  };

  function add(name: string): string {
    if (names.length < comparedMax) names.push(name);
    return name;
  }
}

function isName(name: string, bytes: Buffer, from: number, to: number): boolean {
  if (name.length !== to - from) return false;
  for (let i = 0; i < name.length; i++) if (name.charCodeAt(i) !== bytes[from + i]) return false;
  return true;
}
