package dev.ares.test.architecture;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** Nobody asks the machine for the date: {@code now(clock)} may be called, {@code now()} may not. */
final class TakeTimeFromAClock extends ArchCondition<JavaClass> {

    TakeTimeFromAClock() {
        super("take the time from a Clock");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        type.getCodeUnits().stream()
                .flatMap(unit -> unit.getCallsFromSelf().stream())
                .filter(TakeTimeFromAClock::asksTheMachine)
                .forEach(call -> events.add(SimpleConditionEvent.violated(type, call.getDescription())));
    }

    private static boolean asksTheMachine(JavaCall<?> call) {
        String owner = call.getTargetOwner().getName();
        String name = call.getTarget().getName();
        boolean withoutArguments = call.getTarget().getRawParameterTypes().isEmpty();
        return owner.startsWith("java.time.") && name.equals("now") && !takesAClock(call)
                || owner.equals("java.lang.System") && name.equals("currentTimeMillis")
                || owner.equals("java.util.Date") && name.equals("<init>") && withoutArguments;
    }

    private static boolean takesAClock(JavaCall<?> call) {
        return call.getTarget().getRawParameterTypes().stream()
                .anyMatch(type -> type.getName().equals("java.time.Clock"));
    }
}
