package dev.ares.test.architecture;

import java.util.Optional;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** A class of one service depends on no class of another. */
final class StayWithinTheirService extends ArchCondition<JavaClass> {

    StayWithinTheirService() {
        super("depend on no other service");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        Optional<String> own = Packages.serviceOf(type);
        if (own.isEmpty()) {
            return;
        }
        type.getDirectDependenciesFromSelf().stream()
                .filter(dependency -> Packages.serviceOf(dependency.getTargetClass())
                        .filter(other -> !other.equals(own.get()))
                        .isPresent())
                .forEach(dependency -> events.add(SimpleConditionEvent.violated(type, dependency.getDescription())));
    }
}
