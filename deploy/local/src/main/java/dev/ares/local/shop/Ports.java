package dev.ares.local.shop;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

import dev.ares.local.process.PortUse;

/** The ports of one stack. */
public final class Ports {

    /** Moves all ports that are not set one by one. */
    public static final String OFFSET = "ARES_PORT_OFFSET";

    private static final int HIGHEST = 65_535;
    private static final int BETWEEN_REPLICAS = 100;

    private final Map<Port, Integer> numbers;

    private Ports(Map<Port, Integer> numbers) {
        this.numbers = numbers;
        rejectDuplicates();
    }

    /**
     * The defaults, shifted by {@value #OFFSET}, and those that are set one by one as they are.
     *
     * @throws InvalidSettingException for a value that is no port, and for a port that is used twice
     */
    public static Ports from(Map<String, String> environment) {
        int offset = number(OFFSET, environment.getOrDefault(OFFSET, "0"), -HIGHEST, HIGHEST);
        var numbers = new EnumMap<Port, Integer>(Port.class);
        for (Port port : Port.values()) {
            String set = environment.getOrDefault(port.setting(), "");
            numbers.put(
                    port,
                    set.isBlank()
                            ? number(OFFSET, Integer.toString(offset), 1 - port.standard(), HIGHEST - port.standard())
                                    + port.standard()
                            : number(port.setting(), set, 1, HIGHEST));
        }
        return new Ports(numbers);
    }

    /** Those that were saved: an earlier version may not have known all of them. */
    static Ports from(Properties saved) {
        var numbers = new EnumMap<Port, Integer>(Port.class);
        for (Port port : Port.values()) {
            String number = saved.getProperty(port.setting());
            if (number != null) {
                numbers.put(port, number(port.setting(), number, 1, HIGHEST));
            }
        }
        return new Ports(numbers);
    }

    Properties toProperties() {
        var properties = new Properties();
        numbers.forEach((port, number) -> properties.setProperty(port.setting(), number.toString()));
        return properties;
    }

    public int of(Port port) {
        return numbers.getOrDefault(port, port.standard());
    }

    /** Whether they are the same, as far as both are known. */
    public boolean agreeWith(Ports others) {
        return numbers.entrySet().stream()
                .allMatch(each -> each.getValue().equals(others.numbers.getOrDefault(each.getKey(), each.getValue())));
    }

    PortUse use(Port port) {
        return use(port, 1);
    }

    /** The port of a service's n-th process, from 1: each 100 above the one before. */
    PortUse use(Port port, int replica) {
        return new PortUse(of(port) + (replica - 1) * BETWEEN_REPLICAS, port.setting());
    }

    private void rejectDuplicates() {
        var users = new HashMap<Integer, Port>();
        numbers.forEach((port, number) -> {
            Port other = users.put(number, port);
            if (other != null) {
                throw new InvalidSettingException(
                        port.setting(), number.toString(), "a port other than that of " + other.setting());
            }
        });
    }

    private static int number(String name, String value, int lowest, int highest) {
        try {
            int number = Integer.parseInt(value.trim());
            if (number >= lowest && number <= highest) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            // Reported below, with the range.
        }
        throw new InvalidSettingException(name, value, "a whole number from " + lowest + " to " + highest);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Ports ports && ports.numbers.equals(numbers);
    }

    @Override
    public int hashCode() {
        return numbers.hashCode();
    }
}
