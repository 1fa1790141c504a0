import six
import yaml
import b
