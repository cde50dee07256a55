import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.List;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;

/** Prints the keys that a Kafka class defines, one a line: name, type, default, valid values; tabs between. */
class Keys {
  public static void main(String[] arguments) throws Exception {
    for (ConfigDef.ConfigKey key : new TreeMap<>(definedBy(arguments[0].split(","))).values()) {
      System.out.println(String.join("\t", "key", key.name, key.type.toString(), defaultOf(key), validOf(key)));
    }
  }

  /** Of several class names, one is there: Kafka moved some between versions. */
  private static java.util.Map<String, ConfigDef.ConfigKey> definedBy(String[] candidates) throws Exception {
    for (String name : candidates) {
      try {
        ConfigDef definition = definitionOf(Class.forName(name));
        if (definition != null) return definition.configKeys();
      } catch (ClassNotFoundException moved) {
        continue;
      }
    }
    throw new ClassNotFoundException(String.join(" or ", candidates));
  }

  /** A static method of a Java class, or the forwarder to one of a Scala object. */
  private static ConfigDef definitionOf(Class<?> owner) throws Exception {
    for (String name : List.of("configDef", "configDefCopy")) {
      for (Method method : owner.getDeclaredMethods()) {
        if (!method.getName().equals(name) || method.getParameterCount() > 0) continue;
        method.setAccessible(true);
        boolean isStatic = java.lang.reflect.Modifier.isStatic(method.getModifiers());
        return (ConfigDef) method.invoke(isStatic ? null : owner.getField("MODULE$").get(null));
      }
    }
    return null;
  }

  private static String defaultOf(ConfigDef.ConfigKey key) {
    if (!key.hasDefault()) return "-";
    if (key.defaultValue == null) return "null";
    return key.defaultValue instanceof List<?> list
        ? "=" + String.join(",", list.stream().map(String::valueOf).toList())
        : "=" + key.defaultValue;
  }

  private static String validOf(ConfigDef.ConfigKey key) {
    return key.validator == null ? "" : key.validator.toString().replaceAll("\\s+", " ");
  }
}
