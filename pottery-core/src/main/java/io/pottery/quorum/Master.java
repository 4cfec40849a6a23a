package io.pottery.quorum;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import io.pottery.internal.script.Script;

/**
 * One of the independent Redis masters that vote, as the quorum sees it.
 * <p>
 * Commands of one master are executed in the order in which they were sent, so that a
 * release sent behind an acquisition of unknown outcome undoes it.
 *
 * @since 1.0
 */
public interface Master {

	/**
	 * Returns the name that logs and exceptions use: an alias or {@code host:port}, never
	 * credentials.
	 * @return the name
	 */
	String name();

	/**
	 * Tells whether the master is a deployment that may replace its server by a replica,
	 * which has perhaps not heard of the last writes.
	 * @return {@code true} for Sentinel and Cluster, {@code false} for a single server
	 */
	default boolean failsOver() {
		return false;
	}

	/**
	 * Sends a script without waiting. The stage may be completed on any thread, which it
	 * must not block; it completes within the deadline even where the master hangs.
	 * @param script the script
	 * @param keys its keys, which in a cluster are in one slot
	 * @param args its arguments; behind them the script is given one more, the
	 * {@linkplain ServerFacts#runId() run id} of the process that the connection leads to
	 * @param deadline how long the answer may take
	 * @return the reply: a {@link Long}, a {@link String}, a {@link List} of these or
	 * {@code null} for nil; or a {@link MasterException}
	 */
	CompletionStage<@Nullable Object> send(Script script, List<String> keys, List<String> args, Duration deadline);

	/**
	 * Sets who is told of connections and changed keys. Where there is a connection
	 * already, or none could be opened, the listener is told of it at once.
	 * @param listener the only listener
	 */
	void listen(MasterListener listener);

}
