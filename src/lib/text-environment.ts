/** For every Java program: in a C locale it can't open a file in a folder with an `ü` in its name, and ends of it. */
export const textEnvironment = { LC_ALL: 'C.UTF-8' } as const;
