package dev.ares.gateway.limit;

import java.net.InetAddress;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.ares.gateway.identity.CountByAddress;

/** How many of something there may be in all, and of one address that is no trusted proxy. */
record PeerLimit(boolean enabled, int most, int perAddress, ClientAddresses addresses) {

    /** Of whom there are too many; as metrics call it. */
    enum Excess {
        ALL,
        ADDRESS
    }

    static PeerLimit of(LimitSettings settings, int most, int perAddress) {
        return new PeerLimit(settings.enabled(), most, perAddress, ClientAddresses.trusting(settings.trustedProxies()));
    }

    /**
     * Empty when there is room for all that were counted.
     *
     * @param peer null where it is not known
     */
    Optional<Excess> excess(CountByAddress.Count count, @Nullable InetAddress peer) {
        if (!enabled) {
            return Optional.empty();
        }
        if (count.all() > most) {
            return Optional.of(Excess.ALL);
        }
        boolean isProxy = peer != null && addresses.isTrusted(peer);
        return count.ofAddress() > perAddress && !isProxy ? Optional.of(Excess.ADDRESS) : Optional.empty();
    }
}
