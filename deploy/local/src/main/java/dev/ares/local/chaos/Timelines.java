package dev.ares.local.chaos;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the sagas did that violations name. */
final class Timelines {

    private static final int AT_MOST = 10;
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private Timelines() {}

    static Map<String, List<String>> of(List<String> violations, OrderBook book) throws SQLException {
        var timelines = new LinkedHashMap<String, List<String>>();
        for (String violation : violations) {
            Matcher id = ID.matcher(violation);
            while (id.find() && timelines.size() < AT_MOST) {
                List<String> lines = book.timeline(id.group());
                if (!lines.isEmpty()) {
                    timelines.put(id.group(), lines);
                }
            }
        }
        return timelines;
    }
}
