package dev.ares.traffic.nacos;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.cloud.client.ServiceInstance;

/**
 * What is known of one service: what the registry pushed, and what it answered when it was asked. Safe for use by several
 * threads.
 */
final class AskedAgain {

    private List<ServiceInstance> pushed = List.of();
    private @Nullable List<ServiceInstance> answered;
    private long askAt = Long.MIN_VALUE;

    /** What is in use, now that this was pushed: a push that changed something is newer than the last answer. */
    synchronized List<ServiceInstance> withPushed(List<ServiceInstance> latest) {
        if (!latest.equals(pushed)) {
            pushed = List.copyOf(latest);
            answered = null;
        }
        return inUse();
    }

    /** A registry that cannot be reached says nothing about the instances. */
    synchronized List<ServiceInstance> inUse() {
        return answered == null ? pushed : answered;
    }

    synchronized void answered(List<ServiceInstance> answer) {
        answered = List.copyOf(answer);
    }

    /** Whether it is time to ask; the next time is {@code pause} nanoseconds after. */
    synchronized boolean isDue(long now, long pause) {
        if (askAt != Long.MIN_VALUE && now - askAt < 0) {
            return false;
        }
        askAt = now + pause;
        return true;
    }
}
