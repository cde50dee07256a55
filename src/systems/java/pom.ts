/** A project that is nothing but its dependencies: Maven resolves them from the user's own repositories and mirrors. */
export function renderPom(coordinates: readonly string[]): string {
  return `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>fsync-lab</groupId>
  <artifactId>jars</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
${coordinates.map((text) => `    <dependency>${artifact(text)}</dependency>`).join('\n')}
  </dependencies>
</project>
`;
}

function artifact(coordinate: string): string {
  const [group = '', name = '', version = ''] = coordinate.split(':');
  return `<groupId>${group}</groupId><artifactId>${name}</artifactId><version>${version}</version>`;
}
