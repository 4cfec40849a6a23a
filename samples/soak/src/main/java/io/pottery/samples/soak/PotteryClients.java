package io.pottery.samples.soak;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import io.pottery.Pottery;
import io.pottery.connection.MasterSettings;
import io.pottery.quorum.Redlock;
import io.pottery.quorum.RestartPolicy;

/**
 * Opens Pottery as the options say.
 */
final class PotteryClients {

	private static final Duration START = Duration.ofSeconds(60);

	private PotteryClients() {
	}

	/**
	 * Opens Pottery and waits until its masters vote, as a machine that is busy with
	 * starting others takes its time.
	 */
	static Pottery open(Options options) {
		Pottery pottery = build(options);
		Redlock lock = pottery.redlockBuilder("ready-" + UUID.randomUUID())
			.autoReleaseTime(options.millis("maxLease"))
			.failWhenQuorumImpossible(false)
			.build();
		lock.acquire(START).release();
		return pottery;
	}

	private static Pottery build(Options options) {
		List<MasterSettings> masters = options.texts("masters").stream().map(MasterSettings::of).toList();
		return Pottery.builder()
			.server(options.orElse("data", options.texts("masters").get(0)).text("data"))
			.masters(masters)
			.restartPolicy(options.flag("quarantine") ? RestartPolicy.QUARANTINE : RestartPolicy.TRUST_PERSISTENCE)
			.maxLease(options.millis("maxLease"))
			.masterTimeout(options.millis("masterTimeout"))
			.build();
	}

}
