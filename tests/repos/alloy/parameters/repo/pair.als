module pair[left, right]
