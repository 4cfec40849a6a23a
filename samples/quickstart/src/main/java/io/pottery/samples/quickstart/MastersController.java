package io.pottery.samples.quickstart;

import java.util.List;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * Lets anybody kill masters, and bring them back.
 */
@RestController
@RequestMapping("/api/masters")
class MastersController {

	private final Masters masters;

	MastersController(Masters masters) {
		this.masters = masters;
	}

	@GetMapping
	List<Master> states() {
		return this.masters.states();
	}

	@PostMapping("/{number}/{action}")
	List<Master> act(@PathVariable String number, @PathVariable String action) {
		int master = number.matches("[1-9]") ? Integer.parseInt(number) : 0;
		if (!this.masters.contains(master)) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no master " + number + ".");
		}
		switch (action) {
			case "stop" -> this.masters.stop(master);
			case "start" -> this.masters.start(master);
			case "pause" -> this.masters.pause(master);
			case "resume" -> this.masters.resume(master);
			default -> throw new ResponseStatusException(HttpStatus.NOT_FOUND, "A master cannot " + action + ".");
		}
		return this.masters.states();
	}

}
