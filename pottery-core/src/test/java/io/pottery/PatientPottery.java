package io.pottery;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

import org.awaitility.Awaitility;

import io.pottery.connection.MasterSettings;
import io.pottery.quorum.Redlock;
import io.pottery.quorum.RestartPolicy;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;
import io.pottery.test.RedisServers;

/**
 * Sets up what puts up with a machine that stalls for seconds: where time is not the
 * point, it is no reason to fail.
 */
public final class PatientPottery {

	private static final Duration ANSWER = Duration.ofSeconds(10);

	private static final Duration LEASE = Duration.ofSeconds(30);

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private PatientPottery() {
	}

	/**
	 * Sets up a Pottery on one server.
	 * @param server the server
	 * @return a builder
	 */
	public static PotteryBuilder on(RedisServer server) {
		return Pottery.builder().server(uri(server)).masterTimeout(ANSWER);
	}

	/**
	 * Sets up a Pottery on masters.
	 * @param masters the masters
	 * @return a builder
	 */
	public static PotteryBuilder on(RedisServers masters) {
		return on(masters.uris());
	}

	private static PotteryBuilder on(Collection<String> masters) {
		return Pottery.builder()
			.masters(masters.stream()
				.map((uri) -> new MasterSettings(List.of(uri), null, null, null, ANSWER, null, null, null))
				.toList())
			.restartPolicy(RestartPolicy.TRUST_PERSISTENCE)
			.masterTimeout(ANSWER);
	}

	/**
	 * Sets up a Pottery on a server that is nothing but a master.
	 * @param master the server
	 * @return a builder
	 */
	public static PotteryBuilder onMaster(RedisServer master) {
		return on(List.of(master.uri()));
	}

	/**
	 * Returns the URI of a server, with a time-out.
	 * @param server the server
	 * @return the URI
	 */
	public static String uri(RedisServer server) {
		return server.uri() + "?timeout=20s";
	}

	/**
	 * Waits until every master answers.
	 * @param pottery the Pottery
	 * @return the Pottery
	 */
	public static Pottery ready(Pottery pottery) {
		Awaitility.await().ignoreExceptions().until(() -> {
			pottery.nextId(KeyNames.fresh("probe")).reset();
			return true;
		});
		return pottery;
	}

	/**
	 * Returns a lock with a long lease: a round may take a fifth of it.
	 * @param pottery the Pottery
	 * @param key the key
	 * @return the lock
	 */
	public static Redlock redlock(Pottery pottery, String key) {
		return pottery.redlockBuilder(key).autoReleaseTime(LEASE).quorumPatience(PATIENCE).build();
	}

}
