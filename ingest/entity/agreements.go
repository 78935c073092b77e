package entity

func (k *linking) findAgreements() {}
