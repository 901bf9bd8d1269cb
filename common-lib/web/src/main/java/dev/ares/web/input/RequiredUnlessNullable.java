package dev.ares.web.input;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;

/**
 * Makes JSON keep the promise that the compiler relies on: a component of a record in {@code @NullMarked} code is
 * required and not null unless its type is {@code @Nullable} (or {@code Optional}), and so is every element of a list.
 */
final class RequiredUnlessNullable extends NopAnnotationIntrospector {

    private static final long serialVersionUID = 1;

    @Override
    public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
        return isRequired(member) ? Boolean.TRUE : null;
    }

    @Override
    public JsonSetter.Value findSetterInfo(MapperConfig<?> config, Annotated annotated) {
        boolean required = annotated instanceof AnnotatedMember member && isRequired(member);
        return JsonSetter.Value.empty()
                .withValueNulls(required ? Nulls.FAIL : null)
                .withContentNulls(isMarked(annotated) ? Nulls.FAIL : null);
    }

    private static boolean isRequired(AnnotatedMember member) {
        Class<?> owner = member.getDeclaringClass();
        if (!owner.isRecord() || !isNullMarked(owner) || member.getRawType() == Optional.class) {
            return false;
        }
        return component(owner, member)
                .map(found -> !found.getAnnotatedType().isAnnotationPresent(Nullable.class))
                .orElse(false);
    }

    private static boolean isMarked(Annotated annotated) {
        return annotated instanceof AnnotatedMember member
                && member.getDeclaringClass().isRecord()
                && isNullMarked(member.getDeclaringClass());
    }

    private static Optional<RecordComponent> component(Class<?> owner, AnnotatedMember member) {
        RecordComponent[] components = owner.getRecordComponents();
        if (member instanceof AnnotatedParameter parameter) {
            boolean canonical = parameter.getOwner().getParameterCount() == components.length;
            return canonical ? Optional.of(components[parameter.getIndex()]) : Optional.empty();
        }
        return Arrays.stream(components)
                .filter(found -> found.getName().equals(member.getName()))
                .findFirst();
    }

    private static boolean isNullMarked(Class<?> type) {
        for (Class<?> at = type; at != null; at = at.getEnclosingClass()) {
            if (at.isAnnotationPresent(NullMarked.class)) {
                return true;
            }
        }
        return type.getPackage().isAnnotationPresent(NullMarked.class);
    }
}
