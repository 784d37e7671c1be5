"""Texts that break into template engines which evaluate more than they say."""

from __future__ import annotations

INJECTIONS = [
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ x.__class__ }}",
    "{{ item.__class__ }}",
    "{{ AMOUNT.real }}",
    "{{ NAME_OF_WORK.format(a) }}",
    "{{ self.__dict__ }}",
    "{{ config }}",
    "{{ lipsum.__globals__['os'] }}",
    "{{ namespace() }}",
    "{{ request|attr('application') }}",
    "{{ NAME_OF_WORK|attr('__class__') }}",
    "{{ ()|attr('__class__') }}",
    "{{ 9**9**9 }}",
    "{{ range(1000000000) }}",
    "{{ 'a' * 1000000000 }}",
    "{{ %s }}" % ("(" * 300 + "1" + ")" * 300),
    "{% for i in range(10**9) %}x{% endfor %}",
    "{% import os %}",
    "${7*7}",
    "<%= 7*7 %>",
    "#{7*7}",
]
