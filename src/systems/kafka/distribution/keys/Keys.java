import java.lang.reflect.Method;

/** Prints the configuration keys that the given Kafka classes define, one class a line, asking the jars themselves. */
class Keys {
  public static void main(String[] classes) throws Exception {
    for (String candidates : classes) System.out.println(namesOf(candidates.split(",")));
  }

  /** Of several class names, one is there: Kafka moved some between versions. */
  private static String namesOf(String[] candidates) throws Exception {
    for (String name : candidates) {
      try {
        Method names = Class.forName(name).getMethod("configNames");
        // A Scala Seq prints as List(a, b), a Java List as [a, b].
        return names.invoke(null).toString().replaceAll("^\\w*[(\\[]|[)\\]]$", "").replace(",", "");
      } catch (ClassNotFoundException moved) {
        continue;
      }
    }
    throw new ClassNotFoundException(String.join(" or ", candidates));
  }
}
