package dev.ares.docker;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Classes by package, each standing for those inside it too; those of the JDK, which are in no jar, are named one by one. */
record ClassList(Set<String> outer, List<String> jdk) {

    private static final String OURS = "dev/ares/";
    private static final Pattern OF_THE_JDK = Pattern.compile("(java|javax|jdk|sun|com/sun)/.*");

    /**
     * @param lines {@code package: Class Class ...}, with slashes; comments begin with {@code #}
     */
    static ClassList read(List<String> lines) {
        var outer = new HashSet<String>();
        var jdk = new ArrayList<String>();
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] parts = line.split(": ", 2);
            if (parts.length < 2) {
                throw new IllegalArgumentException(line + " (expected: package: Class Class ...)");
            }
            Stream<String> names = Arrays.stream(parts[1].split(" ")).map(name -> parts[0] + "/" + name);
            names.forEach(OF_THE_JDK.matcher(parts[0] + "/").matches() ? jdk::add : outer::add);
        }
        return new ClassList(outer, jdk);
    }

    Stream<String> ofTheJdk() {
        return jdk.stream();
    }

    boolean names(String type) {
        int end = type.indexOf('$', type.lastIndexOf('/') + 1);
        return type.startsWith(OURS) || outer.contains(end < 0 ? type : type.substring(0, end));
    }
}
