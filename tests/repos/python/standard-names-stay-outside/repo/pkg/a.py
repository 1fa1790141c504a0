import logging
import json.decoder
from . import logging as own
