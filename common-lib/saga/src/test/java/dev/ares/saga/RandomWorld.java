package dev.ares.saga;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.ares.saga.RandomSagas.Order;
import dev.ares.saga.SagaInput.Cancel;
import dev.ares.saga.SagaInput.Due;
import dev.ares.saga.SagaInput.Replied;
import dev.ares.saga.SagaInput.Retry;
import dev.ares.saga.SagaReply.Done;
import dev.ares.saga.SagaReply.Refused;
import dev.ares.saga.SagaReply.Undone;

/**
 * One saga among participants that keep the rules (natural keys, tombstones), over a network that delays, repeats and
 * reorders without bound but loses nothing for ever.
 */
final class RandomWorld {

    /** What a participant has of a step; a step that it has not heard of has none. */
    enum Effect {
        DONE,
        REFUSED,
        UNDONE
    }

    private final RandomSagas saga;
    private final SagaTransitions<Set<Integer>, Order> transitions;
    private final Set<String> refusing;
    private final List<Order> commandsUnderWay = new ArrayList<>();
    private final List<Replied> repliesUnderWay = new ArrayList<>();
    private Instant now = Instant.EPOCH;
    private SagaInstance<Set<Integer>> instance;

    final Map<String, Effect> effects = new HashMap<>();
    final List<Transition<Set<Integer>, Order>> history = new ArrayList<>();

    RandomWorld(RandomSagas saga, Set<String> refusing) {
        this.saga = saga;
        this.refusing = refusing;
        this.transitions = new SagaTransitions<>(saga.definition(), SagaTiming.DEFAULT);
        Transition<Set<Integer>, Order> begun = transitions.begin(new UUID(0, 1), saga.state(), now);
        this.instance = begun.instance();
        record(begun);
    }

    SagaInstance<Set<Integer>> instance() {
        return instance;
    }

    /** One step of chance. */
    void act(int choice) {
        int pick = choice / 10;
        switch (choice % 10) {
            case 0, 1, 2 -> obey(pick, false);
            case 3 -> obey(pick, true);
            case 4, 5, 6 -> reply(pick, false);
            case 7 -> reply(pick, true);
            case 8 -> passTime(Duration.ofSeconds(2 * pick));
            default -> input(pick % 3 == 0 ? new Cancel("CANCELLED") : pick % 3 == 1 ? new Retry() : new Due());
        }
    }

    /** Everything arrives, and time passes, until nothing is left to do. */
    void calmDown() {
        for (int round = 0; round < 200 && !instance.phase().isTerminal(); round++) {
            while (!commandsUnderWay.isEmpty()) {
                obey(0, false);
            }
            while (!repliesUnderWay.isEmpty()) {
                reply(0, false);
            }
            passTime(Duration.ofSeconds(10));
        }
    }

    private void obey(int pick, boolean keepACopy) {
        if (!commandsUnderWay.isEmpty()) {
            int index = pick % commandsUnderWay.size();
            Order command = keepACopy ? commandsUnderWay.get(index) : commandsUnderWay.remove(index);
            if (saga.isTail(command.step())) {
                effects.put(command.step(), Effect.DONE);
                saga.acknowledgements(command.step())
                        .forEach(name -> repliesUnderWay.add(new Replied(name, new Done())));
            } else {
                repliesUnderWay.add(new Replied(command.step(), answer(command)));
            }
        }
    }

    private SagaReply.Outcome answer(Order command) {
        if (command.undo()) {
            effects.put(command.step(), Effect.UNDONE);
            return new Undone();
        }
        Effect first = refusing.contains(command.step()) ? Effect.REFUSED : Effect.DONE;
        Effect effect = effects.computeIfAbsent(command.step(), step -> first);
        return effect == Effect.DONE ? new Done() : new Refused(effect.name(), null);
    }

    private void reply(int pick, boolean keepACopy) {
        if (!repliesUnderWay.isEmpty()) {
            int index = pick % repliesUnderWay.size();
            input(keepACopy ? repliesUnderWay.get(index) : repliesUnderWay.remove(index));
        }
    }

    private void passTime(Duration time) {
        now = now.plus(time);
        input(new Due());
    }

    private void input(SagaInput input) {
        Transition<Set<Integer>, Order> decision = transitions.apply(instance, input, now);
        instance = decision.instance();
        record(decision);
    }

    private void record(Transition<Set<Integer>, Order> decision) {
        history.add(decision);
        decision.dispatches().forEach(dispatch -> commandsUnderWay.add(dispatch.command()));
    }
}
