package io.pottery.samples.readme;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.springframework.stereotype.Service;

/**
 * What the box office charges its guests with.
 */
@Service
class Payments {

	final List<String> guests = Collections.synchronizedList(new ArrayList<>());

	void charge(String guest) {
		this.guests.add(guest);
	}

}
