package io.pottery.samples.soak;

import java.util.List;

import io.pottery.Pottery;
import io.pottery.connection.MasterSettings;
import io.pottery.quorum.RestartPolicy;

/**
 * Opens Pottery as the options say.
 */
final class PotteryClients {

	private PotteryClients() {
	}

	static Pottery open(Options options) {
		List<MasterSettings> masters = options.texts("masters").stream().map(MasterSettings::of).toList();
		return Pottery.builder()
			.masters(masters)
			.restartPolicy(options.flag("quarantine") ? RestartPolicy.QUARANTINE : RestartPolicy.TRUST_PERSISTENCE)
			.maxLease(options.millis("maxLease"))
			.masterTimeout(options.millis("masterTimeout"))
			.build();
	}

}
