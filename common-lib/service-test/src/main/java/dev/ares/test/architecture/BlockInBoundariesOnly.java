package dev.ares.test.architecture;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** Whoever waits for a publisher or a future is, or is within, a declared blocking boundary. */
final class BlockInBoundariesOnly extends ArchCondition<JavaClass> {

    /** By name: these rules need nothing of the modules that they judge. */
    private static final String BOUNDARY = "dev.ares.observability.BlockingBoundary";

    private static final Set<String> PUBLISHERS = Set.of("reactor.core.publisher.Mono", "reactor.core.publisher.Flux");

    private static final Set<String> WAITING =
            Set.of("block", "blockOptional", "blockFirst", "blockLast", "toIterable", "toStream");

    private static final Set<String> FUTURES =
            Set.of("java.util.concurrent.CompletableFuture", "java.util.concurrent.Future");

    private static final Pattern LAMBDA = Pattern.compile("lambda\\$(?:new|static|(.+))\\$\\d+");

    BlockInBoundariesOnly() {
        super("block in declared boundaries only");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        if (isBoundary(type)) {
            return;
        }
        type.getAccessesFromSelf().stream()
                .filter(BlockInBoundariesOnly::waits)
                .filter(access -> !isBoundary(type, access.getOrigin()))
                .forEach(access -> events.add(SimpleConditionEvent.violated(type, access.getDescription())));
    }

    private static boolean waits(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String name = access.getTarget().getName();
        return PUBLISHERS.contains(owner) && WAITING.contains(name)
                || FUTURES.contains(owner) && (name.equals("get") || name.equals("join"));
    }

    private static boolean isBoundary(JavaClass type) {
        Optional<JavaClass> enclosing = type.getEnclosingClass();
        return type.isAnnotatedWith(BOUNDARY)
                || enclosing.filter(BlockInBoundariesOnly::isBoundary).isPresent();
    }

    /** A lambda belongs to the method that it stands in, whose name is part of its own. */
    private static boolean isBoundary(JavaClass type, JavaCodeUnit origin) {
        Matcher lambda = LAMBDA.matcher(origin.getName());
        if (!lambda.matches()) {
            return origin.isAnnotatedWith(BOUNDARY);
        }
        String method = lambda.group(1) == null ? JavaConstructor.CONSTRUCTOR_NAME : lambda.group(1);
        return type.getCodeUnits().stream()
                .anyMatch(unit -> unit.getName().equals(method) && unit.isAnnotatedWith(BOUNDARY));
    }
}
