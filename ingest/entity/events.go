package entity

func (k *linking) findEvents() {}
