package dev.ares.gateway.limit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * The client's address: the peer's, or behind trusted proxies the last address in {@code X-Forwarded-For} that is not one of
 * them. Anybody may have written what stands before it.
 *
 * <p>Of an IPv6 address the first 64 bits count: the rest is the customer's to choose.
 */
final class ClientAddresses {

    private static final Pattern NETWORK = Pattern.compile("([0-9a-fA-F.:]+)/([0-9]{1,3})");
    private static final int IPV6_NETWORK_BYTES = 8;
    private static final String UNKNOWN = "unknown";

    private final List<IpSubnetFilterRule> proxies;

    private ClientAddresses(List<IpSubnetFilterRule> proxies) {
        this.proxies = proxies;
    }

    /**
     * @param networks such as {@code 10.0.0.0/8}
     * @throws IllegalArgumentException when one cannot be understood
     */
    static ClientAddresses trusting(List<String> networks) {
        return new ClientAddresses(
                networks.stream().map(ClientAddresses::network).toList());
    }

    private static IpSubnetFilterRule network(String text) {
        var parts = NETWORK.matcher(text);
        InetAddress address = parts.matches() ? NetUtil.createInetAddressFromIpAddressString(parts.group(1)) : null;
        if (address == null) {
            throw notANetwork(text, null);
        }
        try {
            return new IpSubnetFilterRule(address, Integer.parseInt(parts.group(2)), IpFilterRuleType.ACCEPT);
        } catch (IllegalArgumentException tooLong) {
            throw notANetwork(text, tooLong);
        }
    }

    private static IllegalArgumentException notANetwork(String text, @Nullable Exception cause) {
        return new IllegalArgumentException(
                "ares.gateway.limits.trusted-proxies: %s (expected: a network such as 10.0.0.0/8)".formatted(text),
                cause);
    }

    /** An address in its usual form; the same for the same client. */
    String of(ServerHttpRequest request) {
        InetSocketAddress peer = request.getRemoteAddress();
        if (peer == null || peer.getAddress() == null) {
            return UNKNOWN;
        }
        InetAddress client = peer.getAddress();
        List<String> forwarded = request.getHeaders().getOrEmpty("X-Forwarded-For").stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(String::trim)
                .toList();
        for (int last = forwarded.size() - 1; last >= 0 && isTrusted(client); last--) {
            InetAddress before = NetUtil.createInetAddressFromIpAddressString(forwarded.get(last));
            if (before == null) {
                break;
            }
            client = before;
        }
        return canonical(client);
    }

    /** Whether it is one of the proxies. */
    boolean isTrusted(InetAddress address) {
        var peer = new InetSocketAddress(address, 0);
        return proxies.stream().anyMatch(network -> network.matches(peer));
    }

    /** In its usual form; of IPv6 the network. */
    static String canonicalOrUnknown(@Nullable InetAddress address) {
        return address == null ? UNKNOWN : canonical(address);
    }

    private static String canonical(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address.getHostAddress();
        }
        byte[] network = Arrays.copyOf(Arrays.copyOf(address.getAddress(), IPV6_NETWORK_BYTES), 16);
        try {
            return InetAddress.getByAddress(network).getHostAddress() + "/64";
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
