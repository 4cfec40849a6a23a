package io.pottery.spring.autoconfigure;

import java.util.List;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

import io.pottery.connection.MasterSettings;
import io.pottery.quorum.RestartPolicy;

/**
 * Details required to connect to the masters that vote on locks and ids. A bean of this
 * type replaces the property {@code pottery.masters}.
 *
 * @since 1.0
 */
public interface PotteryConnectionDetails extends ConnectionDetails {

	/**
	 * Returns the masters.
	 * @return the masters; none stands for the application's own Redis
	 */
	List<MasterSettings> getMasters();

	/**
	 * Returns what one of these masters is worth that was restarted, where the property
	 * {@code pottery.restart-policy} does not say.
	 * @return {@link RestartPolicy#QUARANTINE} unless overridden: servers that are there
	 * for development or tests only may be trusted
	 */
	default RestartPolicy getRestartPolicy() {
		return RestartPolicy.QUARANTINE;
	}

}
