package dev.ares.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the Dockerfile adds to the classes that the training run has loaded. */
@Command(
        name = "classes",
        description =
                "Prints the names of the classes in jars that a list of packages names: all of ours, and the JDK's.")
final class ClassesCommand implements Callable<Integer> {

    private static final String CLASS = ".class";

    @Option(names = "--list", paramLabel = "FILE", required = true, description = "Lines of: package: Class Class ...")
    private Path list = Path.of("");

    @Parameters(paramLabel = "JAR|FOLDER")
    private List<Path> places = List.of();

    @Override
    public Integer call() throws IOException {
        ClassList wanted = ClassList.read(Files.readAllLines(list));
        Stream.concat(
                        wanted.ofTheJdk(),
                        places.stream().flatMap(ClassesCommand::classesIn).filter(wanted::names))
                .distinct()
                .forEach(System.out::println);
        return 0;
    }

    private static Stream<String> classesIn(Path place) {
        var names = new ArrayList<String>();
        try {
            for (Path jar : Files.isDirectory(place) ? TrimCommand.jars(place) : List.of(place)) {
                try (var file = new ZipFile(jar.toFile())) {
                    file.stream()
                            .map(ZipEntry::getName)
                            .filter(name -> name.endsWith(CLASS) && !name.startsWith("META-INF/"))
                            .map(name -> name.substring(0, name.length() - CLASS.length()))
                            .forEach(names::add);
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return names.stream();
    }
}
