"""What holds for every test: retries are silent."""

import stamina

stamina.instrumentation.set_on_retry_hooks(())
