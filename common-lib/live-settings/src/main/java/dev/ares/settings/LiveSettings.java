package dev.ares.settings;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settings that may change while the service runs. {@link #get()} is always a whole, valid record: what is pushed is
 * bound afresh and takes its place, or is refused and changes nothing. Ask it once per piece of work and use that record
 * throughout: two calls may see different settings.
 *
 * @param <T> an immutable record whose constructor refuses what is not valid with an {@link IllegalArgumentException}
 */
public final class LiveSettings<T> implements Supplier<T> {

    private static final Logger log = LoggerFactory.getLogger(LiveSettings.class);

    private final String name;
    private final Function<@Nullable String, T> bind;
    private final Consumer<Boolean> outcome;
    private final Consumer<String> publish;
    private final List<Consumer<T>> listeners = new CopyOnWriteArrayList<>();
    private final List<Derived<T, ?>> derived = new CopyOnWriteArrayList<>();
    private volatile T current;

    /**
     * @param bind a document, or null where there is none, as settings; throws when it is not valid
     * @param outcome is told of every push whether it was applied
     * @param publish passes a valid document on to all who follow it
     */
    LiveSettings(String name, Function<@Nullable String, T> bind, Consumer<Boolean> outcome, Consumer<String> publish) {
        this.name = name;
        this.bind = bind;
        this.outcome = outcome;
        this.publish = publish;
        this.current = bind.apply(null);
    }

    /** Settings that nobody changes: for tests, and where no push is wanted. */
    public static <T> LiveSettings<T> fixed(T settings) {
        return new LiveSettings<>("fixed", document -> settings, applied -> {}, document -> {});
    }

    /** The settings in force. Never blocks. */
    @Override
    public T get() {
        return current;
    }

    /**
     * What is made of the settings once per change instead of once per use: compiled patterns, say. It is of the newest
     * settings from the moment that it is there; no push comes in between. A document that nothing can be made of is
     * refused, like one that is not valid.
     *
     * @param derive called in the thread of the push, which it must not hold up; fails where the settings make no sense
     * @return never blocks
     */
    public synchronized <D> Supplier<D> derived(Function<T, D> derive) {
        var value = new Derived<>(derive, derive.apply(current));
        derived.add(value);
        return value;
    }

    /**
     * Tells of every change after this call, in the thread of the push, which it must not hold up. A listener that fails
     * stops neither the change nor the other listeners.
     */
    public void onChange(Consumer<T> listener) {
        listeners.add(listener);
    }

    /** Tells of the settings in force, before this returns, and then of every change, none left out between the two. */
    public synchronized void nowAndOnChange(Consumer<T> listener) {
        listener.accept(current);
        onChange(listener);
    }

    /**
     * Gives a document to all who follow these settings, this process among them: in force here, and elsewhere, once it
     * comes back as a push. May block for seconds.
     *
     * @return what the document says
     * @throws IllegalArgumentException with the reason when it is not valid; then nothing was published
     * @throws IllegalStateException when it cannot be passed on now
     */
    public T publish(String document) {
        T valid;
        try {
            valid = bind.apply(document);
            swaps(valid);
        } catch (RuntimeException | StackOverflowError refused) {
            throw new IllegalArgumentException(Refusal.reason(refused), refused);
        }
        publish.accept(document);
        return valid;
    }

    /** Applies what was pushed, or refuses it and never fails: what was wrong may be all that there is at the next start. Pushes are applied one at a time, in the order of the calls. */
    synchronized void push(@Nullable String document) {
        T before = current;
        T pushed;
        List<Runnable> swaps;
        try {
            pushed = bind.apply(document);
            swaps = swaps(pushed);
        } catch (RuntimeException | StackOverflowError refused) {
            // Nested values can exhaust the stack of whatever is made of them: a pattern of many brackets, say.
            log.error("Settings {} stay {}: what was pushed is refused: {}", name, before, Refusal.reason(refused));
            outcome.accept(false);
            return;
        }
        outcome.accept(true);
        if (!Objects.equals(before, pushed)) {
            current = pushed;
            swaps.forEach(Runnable::run);
            log.info("Settings {} are {} now (before: {})", name, pushed, before);
            listeners.forEach(listener -> tell(listener, pushed));
        }
    }

    /** All that is derived, made before any of it is exchanged. */
    private List<Runnable> swaps(T settings) {
        return derived.stream().map(each -> each.of(settings)).toList();
    }

    private void tell(Consumer<T> listener, T settings) {
        try {
            listener.accept(settings);
        } catch (RuntimeException fault) {
            log.error("A listener of the settings {} failed", name, fault);
        }
    }

    private static final class Derived<T, D> implements Supplier<D> {

        private final Function<T, D> derive;
        private volatile D present;

        Derived(Function<T, D> derive, D present) {
            this.derive = derive;
            this.present = present;
        }

        @Override
        public D get() {
            return present;
        }

        Runnable of(T settings) {
            D next = derive.apply(settings);
            return () -> present = next;
        }
    }
}
