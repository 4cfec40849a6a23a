package io.pottery.container;

/**
 * What opens containers that share their settings. The factories of the rooms extend it,
 * and make whatever they open from what it returns.
 *
 * @since 1.0
 */
public interface ContainerFactory {

	/**
	 * Returns what all containers share.
	 * @return the settings
	 * @throws IllegalStateException if there is no Redis for containers
	 */
	ContainerSettings settings();

}
