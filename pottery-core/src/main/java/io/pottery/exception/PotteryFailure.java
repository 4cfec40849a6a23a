package io.pottery.exception;

import org.jspecify.annotations.Nullable;

/**
 * What every exception of Pottery knows, whatever class {@code java.util} demands as its
 * parent.
 *
 * @since 1.0
 */
public interface PotteryFailure {

	/**
	 * Returns the key of the structure, lock or sequence that failed, as the application
	 * gave it.
	 * @return the key, {@code null} where no single key is concerned
	 */
	@Nullable String key();

}
