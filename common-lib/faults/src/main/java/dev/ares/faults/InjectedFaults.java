package dev.ares.faults;

import org.jspecify.annotations.Nullable;

/** Asked by each hop before each call whether it is to go wrong. */
public interface InjectedFaults {

    /** Nothing ever does: where fault switches are off. */
    InjectedFaults NONE = (hop, names) -> null;

    /**
     * The fault that is to happen to the call, which then counts as having happened; null for none. Never blocks. Does not
     * return where the process is to die before the call.
     *
     * @param names what a rule's target may name the call by
     */
    @Nullable
    InjectedFault next(Hop hop, String... names);
}
