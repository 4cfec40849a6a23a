package io.pottery.samples.soak;

import java.util.List;

import io.pottery.Pottery;
import io.pottery.connection.MasterSettings;

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
			.maxLease(options.millis("maxLease"))
			.masterTimeout(options.millis("masterTimeout"))
			.build();
	}

}
